package org.e2hil.scenarios.config;

import java.util.Optional;
import org.apiguardian.api.API;

/** Plain records to JSON text and back, for what a run leaves behind. */
@API(status = API.Status.INTERNAL)
public final class JsonRecords {

  private static final Vocabulary NO_WORDS = new Vocabulary();

  private JsonRecords() {}

  /** The record as an indented JSON object. */
  public static String write(Record value) {
    return Json.format(new RecordWriter(NO_WORDS).write(value));
  }

  /**
   * The record that a text was written from.
   *
   * @param origin how to name the text in a message
   * @throws ScenarioException if it is not that
   */
  public static <R extends Record> R read(String text, String origin, Class<R> type) {
    RecordBinder binder = new RecordBinder(NO_WORDS);
    Optional<R> value = binder.bind(Json.parse(text, origin), type);
    return value.orElseThrow(() -> new ScenarioException(binder.problems()));
  }
}
