package org.e2hil.scenarios.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Some columns of a CSV file, each as an array of a number or a word a row. Numbers are NaN where a
 * cell is empty. A last line without an end, as a killed process leaves it, is left out.
 */
@API(status = API.Status.INTERNAL)
public final class RecordedTable {

  private final Path file;
  private final Map<String, double[]> numbers;
  private final Map<String, String[]> words;
  private final int rows;
  private final Optional<String> remark;

  private RecordedTable(
      Path file,
      Map<String, double[]> numbers,
      Map<String, String[]> words,
      int rows,
      Optional<String> remark) {
    this.file = file;
    this.numbers = numbers;
    this.words = words;
    this.rows = rows;
    this.remark = remark;
  }

  /**
   * Reads the columns that are asked for; others may be there.
   *
   * @throws RecordingException if the file cannot be read, lacks a column, or has a row that is too
   *     short, too long or no number where one should be
   */
  public static RecordedTable read(Path file, List<String> numbers, List<String> words) {
    try (RecordedRows rows = RecordedRows.open(file)) {
      return new Reading(file, rows, numbers, words).read();
    }
  }

  /** Where it was read from. */
  public Path file() {
    return file;
  }

  public int rows() {
    return rows;
  }

  /** What to tell of the file though it can be used. */
  public Optional<String> remark() {
    return remark;
  }

  /** A column of numbers, {@code [rows]}. */
  public double[] numbers(String column) {
    return Arrays.copyOf(numbers.get(column), rows);
  }

  public double number(String column, int row) {
    return numbers.get(column)[row];
  }

  public String word(String column, int row) {
    return words.get(column)[row];
  }

  /** The rows in whose column stands a word. */
  public RecordedTable where(String column, String word) {
    return where(row -> word(column, row).equals(word));
  }

  /**
   * Tells whether an episode with this word for its end says something of the one who acted: not
   * where the world broke, nor where a person took it back.
   */
  static boolean isJudged(String episodeEnd) {
    return !episodeEnd.equals("fault") && !episodeEnd.equals("void");
  }

  /** The rows of episodes that say something of the one who acted. */
  public RecordedTable judged() {
    return where(row -> isJudged(word("episode_end", row)));
  }

  /** The rows in whose column stands a number. */
  public RecordedTable where(String column, double number) {
    return where(row -> number(column, row) == number);
  }

  /** The rows that are wanted, in their order. */
  public RecordedTable where(IntPredicate wanted) {
    int[] kept = IntStream.range(0, rows).filter(wanted).toArray();
    Map<String, double[]> someNumbers = new LinkedHashMap<>();
    numbers.forEach(
        (name, all) ->
            someNumbers.put(name, Arrays.stream(kept).mapToDouble(row -> all[row]).toArray()));
    Map<String, String[]> someWords = new LinkedHashMap<>();
    words.forEach(
        (name, all) ->
            someWords.put(
                name, Arrays.stream(kept).mapToObj(row -> all[row]).toArray(String[]::new)));
    return new RecordedTable(file, someNumbers, someWords, kept.length, remark);
  }

  /** One pass over a file. */
  private static final class Reading {

    private final Path file;
    private final RecordedRows lines;
    private final List<String> numberNames;
    private final List<String> wordNames;
    private final double[][] numbers;
    private final String[][] words;
    private final Map<String, String> known = new LinkedHashMap<>();
    private int capacity = 256;
    private int rows;

    Reading(Path file, RecordedRows lines, List<String> numberNames, List<String> wordNames) {
      this.file = file;
      this.lines = lines;
      this.numberNames = numberNames;
      this.wordNames = wordNames;
      numbers = new double[numberNames.size()][capacity];
      words = new String[wordNames.size()][capacity];
    }

    RecordedTable read() {
      List<String> columns =
          lines
              .columns()
              .orElseThrow(
                  () ->
                      new RecordingException(
                          file + " is empty: it lacks even the names of its columns"));
      int[] numberAt = positions(columns, numberNames);
      int[] wordAt = positions(columns, wordNames);
      for (Optional<String[]> row = lines.next(); row.isPresent(); row = lines.next()) {
        add(row.get(), numberAt, wordAt);
      }
      return new RecordedTable(
          file, named(numberNames, numbers), named(wordNames, words), rows, lines.remark());
    }

    private int[] positions(List<String> columns, List<String> wanted) {
      return wanted.stream()
          .mapToInt(
              name -> {
                int at = columns.indexOf(name);
                if (at < 0) {
                  throw new RecordingException(
                      "%s has no column %s; it is damaged, or of another version"
                          .formatted(file, name));
                }
                return at;
              })
          .toArray();
    }

    private void add(String[] cells, int[] numberAt, int[] wordAt) {
      if (rows == capacity) {
        capacity *= 2;
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Arrays.copyOf(numbers[i], capacity);
        }
        for (int i = 0; i < words.length; i++) {
          words[i] = Arrays.copyOf(words[i], capacity);
        }
      }
      for (int i = 0; i < numberAt.length; i++) {
        numbers[i][rows] = number(cells[numberAt[i]], numberNames.get(i));
      }
      for (int i = 0; i < wordAt.length; i++) {
        // the same few words in every row are held once
        words[i][rows] = known.computeIfAbsent(cells[wordAt[i]], word -> word);
      }
      rows++;
    }

    private double number(String cell, String column) {
      try {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      } catch (NumberFormatException e) {
        throw lines.damaged("has '%s' in column %s, which is no number".formatted(cell, column));
      }
    }

    private static <T> Map<String, T> named(List<String> names, T[] columns) {
      Map<String, T> map = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        map.put(names.get(i), columns[i]);
      }
      return map;
    }
  }
}
