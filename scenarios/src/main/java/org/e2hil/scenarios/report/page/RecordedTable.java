package org.e2hil.scenarios.report.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.e2hil.scenarios.report.RecordingException;

/**
 * Some columns of a CSV file, each as an array of a number or a word a row. Numbers are NaN where a
 * cell is empty. A last line without an end, as a killed process leaves it, is left out.
 */
final class RecordedTable {

  private final Path file;
  private final Map<String, double[]> numbers;
  private final Map<String, String[]> words;
  private final int rows;
  private final boolean torn;

  private RecordedTable(
      Path file,
      Map<String, double[]> numbers,
      Map<String, String[]> words,
      int rows,
      boolean torn) {
    this.file = file;
    this.numbers = numbers;
    this.words = words;
    this.rows = rows;
    this.torn = torn;
  }

  /**
   * Reads the columns that are asked for; others may be there.
   *
   * @throws DamagedTableException if the file cannot be read, lacks a column, or has a row that is
   *     too short, too long or no number where one should be
   */
  static RecordedTable read(Path file, List<String> numbers, List<String> words) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return new Reading(file, numbers, words).read(in);
    } catch (CharacterCodingException e) {
      throw new DamagedTableException(file + " is no text; it is damaged");
    } catch (IOException e) {
      throw new DamagedTableException("cannot read " + file + ": " + RecordingException.reason(e));
    }
  }

  /** Where it was read from. */
  Path file() {
    return file;
  }

  int rows() {
    return rows;
  }

  /** What to tell of the file though it can be used. */
  Optional<String> remark() {
    return torn
        ? Optional.of(
            "The last line of %s is torn, as a stopped run leaves it, and was left out."
                .formatted(file))
        : Optional.empty();
  }

  /** A column of numbers, {@code [rows]}. */
  double[] numbers(String column) {
    return Arrays.copyOf(numbers.get(column), rows);
  }

  double number(String column, int row) {
    return numbers.get(column)[row];
  }

  String word(String column, int row) {
    return words.get(column)[row];
  }

  /** The rows in whose column stands a word. */
  RecordedTable where(String column, String word) {
    return where(row -> word(column, row).equals(word));
  }

  /** The rows in whose column stands a number. */
  RecordedTable where(String column, double number) {
    return where(row -> number(column, row) == number);
  }

  /** The rows that are wanted, in their order. */
  RecordedTable where(IntPredicate wanted) {
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
    return new RecordedTable(file, someNumbers, someWords, kept.length, torn);
  }

  /** One pass over a file. */
  private static final class Reading {

    private final Path file;
    private final List<String> numberNames;
    private final List<String> wordNames;
    private final double[][] numbers;
    private final String[][] words;
    private final Map<String, String> known = new LinkedHashMap<>();
    private int capacity = 256;
    private int rows;

    Reading(Path file, List<String> numberNames, List<String> wordNames) {
      this.file = file;
      this.numberNames = numberNames;
      this.wordNames = wordNames;
      numbers = new double[numberNames.size()][capacity];
      words = new String[wordNames.size()][capacity];
    }

    RecordedTable read(BufferedReader in) throws IOException {
      Lines lines = new Lines(in);
      Optional<String> header = lines.next();
      if (header.isEmpty()) {
        throw new DamagedTableException(file + " is empty: it lacks even the names of its columns");
      }
      List<String> columns = List.of(header.get().split(",", -1));
      int[] numberAt = positions(columns, numberNames);
      int[] wordAt = positions(columns, wordNames);
      Optional<String> line = lines.next();
      while (line.isPresent()) {
        String[] cells = line.get().split(",", -1);
        if (cells.length != columns.size()) {
          throw new DamagedTableException(
              "%s, line %d has %d cells where its header has %d; the file is damaged"
                  .formatted(file, rows + 2, cells.length, columns.size()));
        }
        add(cells, numberAt, wordAt);
        line = lines.next();
      }
      return new RecordedTable(
          file, named(numberNames, numbers), named(wordNames, words), rows, lines.torn());
    }

    private int[] positions(List<String> columns, List<String> wanted) {
      return wanted.stream()
          .mapToInt(
              name -> {
                int at = columns.indexOf(name);
                if (at < 0) {
                  throw new DamagedTableException(
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
        throw new DamagedTableException(
            "%s, line %d: '%s' in column %s is no number; the file is damaged"
                .formatted(file, rows + 2, cell, column));
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

  /** The whole lines of a text; a reader's own do not tell a torn last line from a whole one. */
  private static final class Lines {

    private final BufferedReader in;
    private boolean torn;

    Lines(BufferedReader in) {
      this.in = in;
    }

    Optional<String> next() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int letter = in.read(); letter >= 0; letter = in.read()) {
        if (letter == '\n') {
          int end = line.length() - 1;
          if (end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
          }
          return Optional.of(line.toString());
        }
        line.append((char) letter);
      }
      torn = line.length() > 0;
      return Optional.empty();
    }

    boolean torn() {
      return torn;
    }
  }
}
