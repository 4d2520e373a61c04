package org.e2hil.vision.backbone;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A package as npm packs it: POSIX tar (ustar) in gzip. */
final class Tarball {

  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final int OCTAL = 8;

  private Tarball() {}

  /**
   * Some of its files by their names; those that it does not have are missing.
   *
   * @throws IOException also if it is damaged
   */
  static Map<String, byte[]> read(Path tarball, Set<String> wanted) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(tarball))) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        long size = size(header);
        String name = name(header);
        if (wanted.contains(name)) {
          byte[] content = in.readNBytes(Math.toIntExact(size));
          if (content.length < size) {
            throw new EOFException(name + " breaks off");
          }
          found.put(name, content);
        } else {
          in.skipNBytes(size);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        header = in.readNBytes(BLOCK);
      }
    }
    return found;
  }

  private static String name(byte[] header) {
    String prefix = text(header, PREFIX, PREFIX_LENGTH);
    String name = text(header, 0, NAME);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static long size(byte[] header) throws IOException {
    String octal = text(header, SIZE, SIZE_LENGTH).strip();
    try {
      return Long.parseLong(octal, OCTAL);
    } catch (NumberFormatException e) {
      throw new IOException("a file has the size '" + octal + "'", e);
    }
  }

  /** Up to the first zero. */
  private static String text(byte[] header, int from, int length) {
    byte[] field = Arrays.copyOfRange(header, from, from + length);
    int end = 0;
    while (end < length && field[end] != 0) {
      end++;
    }
    return new String(field, 0, end, StandardCharsets.UTF_8);
  }
}
