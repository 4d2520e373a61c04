package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {

  enum Mood {
    CALM,
    VERY_BUSY
  }

  record Learner(double discount, int batch, boolean clip, float rate) {
    Learner {
      if (!(discount > 0 && discount < 1)) {
        throw new IllegalArgumentException("discount must lie in (0, 1), but is " + discount);
      }
    }

    public static Learner defaults() {
      return new Learner(0.97, 256, true, 3e-4f);
    }
  }

  sealed interface Rule {
    record KeepAll() implements Rule {}

    record Bounded(double lower, double upper) implements Rule {
      public static Bounded defaults() {
        return new Bounded(0.05, 0.9);
      }
    }
  }

  record Step(double sizeM, double turnRad) {}

  record Port(String device) {}

  record Device(String type, Record settings) {}

  record Groups(List<String> names) {}

  record Plan(
      String name,
      Learner learner,
      Rule rule,
      List<Rule> more,
      Optional<Step> step,
      OptionalInt horizon,
      Mood mood,
      Device device,
      Groups groups,
      long seed) {

    public static Plan defaults() {
      return new Plan(
          "plan",
          new Learner(0.97, 128, true, 3e-4f),
          new Rule.Bounded(0.05, 0.8),
          List.of(),
          Optional.empty(),
          OptionalInt.empty(),
          Mood.CALM,
          new Device("usb", new Port("/dev/ttyUSB0")),
          new Groups(List.of("a", "b")),
          1);
    }
  }

  private static final Vocabulary VOCABULARY =
      new Vocabulary()
          .preset("small", new Step(0.005, 0))
          .preset("all", new Groups(List.of("a", "b", "c")))
          .openBlock(Device.class, Map.of("usb", Port.class));

  private static Plan read(String json) {
    RecordBinder binder = new RecordBinder(VOCABULARY);
    return binder
        .bind(Json.parse(json, "test"), Plan.class)
        .orElseThrow(() -> new ScenarioException(binder.problems()));
  }

  @Test
  void anEmptyObjectIsAllDefaults() {
    assertThat(read("{}")).isEqualTo(Plan.defaults());
  }

  @Test
  void absentFieldsKeepTheDefaultsOfTheBlockTheyAreIn() {
    Plan plan = read("{\"learner\": {\"discount\": 0.5}, \"rule\": {\"lower\": 0.1}}");

    assertThat(plan.learner()).isEqualTo(new Learner(0.5, 128, true, 3e-4f));
    assertThat(plan.rule()).isEqualTo(new Rule.Bounded(0.1, 0.8));
  }

  @Test
  void anotherTypeBringsItsOwnDefaultsAndMayBeItsNameAlone() {
    assertThat(read("{\"rule\": \"keep-all\"}").rule()).isEqualTo(new Rule.KeepAll());
    assertThat(read("{\"more\": [{\"type\": \"bounded\"}, \"keep-all\"]}").more())
        .containsExactly(new Rule.Bounded(0.05, 0.9), new Rule.KeepAll());
  }

  @Test
  void aNameMayBeANumber() {
    assertThat(read("{\"name\": 7}").name()).isEqualTo("7");
  }

  @Test
  void aWordStandsForAWholeValue() {
    assertThat(read("{\"step\": \"small\"}").step()).contains(new Step(0.005, 0));
    assertThat(read("{\"groups\": \"all\"}").groups())
        .isEqualTo(new Groups(List.of("a", "b", "c")));
    assertThat(read("{\"groups\": [\"z\"]}").groups()).isEqualTo(new Groups(List.of("z")));
  }

  @Test
  void anOpenBlocksTypeDecidesTheRecordOfItsOtherFields() {
    assertThat(read("{\"device\": {\"type\": \"usb\", \"device\": \"/dev/x\"}}").device())
        .isEqualTo(new Device("usb", new Port("/dev/x")));
  }

  @Test
  void whatIsWrittenIsReadAsTheSameRecord() {
    Plan plan =
        read(
            """
            {"name": "p", "learner": {"rate": 1e-5}, "rule": "keep-all", "more": [{"type": "bounded"}],
             "step": {"sizeM": 0.01, "turnRad": 0.06}, "horizon": 200, "mood": "very-busy",
             "seed": 9007199254740993}
            """);
    String json = Json.format(new RecordWriter(VOCABULARY).write(plan));

    assertThat(read(json)).isEqualTo(plan);
    assertThat(json).contains("\"type\": \"keep-all\"", "\"seed\": 9007199254740993");
  }

  /** Of 2⁻⁴⁴ Java itself writes one digit more before version 19. */
  @Test
  void numbersHaveTheSameTextOnEveryJava() {
    assertThat(Json.format(DoubleNode.valueOf(0x1p-44))).isEqualTo("5.684341886080802E-14\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'learner': {'discuont': 0.9}} | learner.discuont = 0.9: there is no such field, the nearest is 'discount', allowed are [discount, batch, clip, rate]",
        "{'learner': {'discount': 'high'}} | learner.discount = 'high': must be a number",
        "{'learner': {'discount': 1.5}} | learner.discount = 1.5: discount must lie in (0, 1), but is 1.5",
        "{'learner': {'batch': 2.5}} | learner.batch = 2.5: must be a whole number from -2147483648 to 2147483647",
        "{'learner': {'batch': 3000000000}} | learner.batch = 3000000000: must be a whole number from -2147483648 to 2147483647",
        "{'learner': {'clip': 1}} | learner.clip = 1: must be true or false",
        "{'learner': 7} | learner = 7: must be a block of [discount, batch, clip, rate]",
        "{'learner': null} | learner = null: must be a block of [discount, batch, clip, rate]",
        "{'name': true} | name = true: must be a text",
        "{'mood': 'busy'} | mood = 'busy': must be one of [calm, very-busy]",
        "{'rule': 'keepall'} | rule.type = 'keepall': there is no such type, the nearest is 'keep-all', allowed are [keep-all, bounded]",
        "{'rule': {'type': 'keep-all', 'lower': 1}} | rule.lower = 1: there is no such field, none is allowed here",
        "{'more': 'bounded'} | more = 'bounded': must be a list",
        "{'more': [{'type': 'bounded', 'lower': []}]} | more.0.lower = []: must be a number",
        "{'more': [{'lower': 0.1}]} | more.0.type: is missing, allowed are [keep-all, bounded]",
        "{'step': {'sizeM': 0.1}} | step.turnRad: is missing, it must be a number",
        "{'step': 'large'} | step = 'large': must be one of [small] or a block of [sizeM, turnRad]",
        "{'device': {'type': 'usb'}} | device.device: is missing, it must be a text",
        "{'device': 'usc'} | device.type = 'usc': there is no such type, the nearest is 'usb', allowed are [usb]",
        "{'horizon': 'x'} | horizon = 'x': must be a whole number from -2147483648 to 2147483647",
        "[] | []: must be a block of [name, learner, rule, more, step, horizon, mood, device, groups, seed]",
      })
  void saysInOneSentenceWhatIsWrongAndWhatIsAllowed(String json, String sentence) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(ScenarioException.class)
        .message()
        .isEqualTo(
            sentence.replaceAll("= '([^']*)'", "= \"$1\"").replaceFirst("^\\[]: ", " = []: "));
  }

  @Test
  void reportsEveryProblemAtOnce() {
    assertThatThrownBy(() -> read("{\"learner\": {\"batch\": true}, \"mod\": 1, \"seed\": \"x\"}"))
        .isInstanceOfSatisfying(
            ScenarioException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::path)
                    .containsExactly("mod", "learner.batch", "seed"));
  }

  @Test
  void aLongValueIsShortened() {
    String name = "x".repeat(500);

    assertThatThrownBy(() -> read("{\"seed\": \"" + name + "\"}"))
        .message()
        .hasSizeLessThan(160)
        .contains("xxx…");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': 1,} | in line 1, column 9",
        "{'a': 1, 'a': 2} | Duplicate field 'a'",
        "{'a': 1} x | in line 1, column 11",
        "`` | is empty",
      })
  void malformedJsonIsReportedWithItsPlace(String json, String part) {
    assertThatThrownBy(() -> Json.parse(json.replace('\'', '"'), "test.json"))
        .isInstanceOf(ScenarioException.class)
        .message()
        .startsWith("test.json is ")
        .contains(part)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learner.discount=0.5 | learner.discount | 0.5",
        "name=a new name | name | \"a new name\"",
        "more.0.lower=0.2 | more.0.lower | 0.2",
        "step={\"sizeM\": 1} | step.sizeM | 1",
        "new.field=x | new.field | \"x\"",
        "rule.type=keep-all | rule | {\"type\":\"keep-all\"}",
        "rule.type=bounded | rule | {\"type\":\"bounded\",\"lower\":0.1}",
      })
  void anAssignmentSetsAField(String assignment, String path, String value) {
    ObjectNode tree =
        (ObjectNode)
            Json.parse(
                "{\"name\": \"n\", \"rule\": {\"type\": \"bounded\", \"lower\": 0.1},"
                    + " \"more\": [{\"lower\": 0.1}]}",
                "test");

    Assignment.parse(assignment).applyTo(tree);

    assertThat(tree.at("/" + path.replace('.', '/'))).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed | --set seed: must have the form path=value, such as agent.discount=0.98",
        "=1 | --set =1: must have the form path=value, such as agent.discount=0.98",
        "name.x=1 | name = \"n\": has no fields, so --set name.x is not possible",
        "more.1=1 | more = [1]: has no entry '1', only 0 to 0",
        "more.x=1 | more = [1]: has no entry 'x', only 0 to 0",
      })
  void anAssignmentThatLeadsNowhereSaysWhy(String assignment, String sentence) {
    ObjectNode tree = (ObjectNode) Json.parse("{\"name\": \"n\", \"more\": [1]}", "test");

    assertThatThrownBy(() -> Assignment.parse(assignment).applyTo(tree))
        .isInstanceOf(ScenarioException.class)
        .hasMessage(sentence);
  }
}
