package org.e2hil.agent.system;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Files as a user names them, in options, settings and variables of the environment. A leading
 * {@code ~} is the user's home, which a shell fills in only where a word begins with it.
 *
 * <p>Home is what {@code HOME} says, as for every other program: Java asks the user database alone,
 * which may say something else or not know the user at all.
 */
@API(status = API.Status.INTERNAL)
public final class UserFiles {

  /** What Java calls the home of a user that the user database does not know. */
  private static final String UNKNOWN = "?";

  private final Map<String, String> environment;
  private final String javaHome;

  private UserFiles(Map<String, String> environment, String javaHome) {
    this.environment = environment;
    this.javaHome = javaHome;
  }

  /** Those of the user who runs this program. */
  public static UserFiles ofThisProgram() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  /**
   * Those of a user.
   *
   * @param environment its variables
   * @param javaHome what Java takes for the user's home
   */
  public static UserFiles of(Map<String, String> environment, String javaHome) {
    return new UserFiles(environment, javaHome);
  }

  /** The file that the user who runs this program calls so. */
  public static Path path(String name) {
    return ofThisProgram().named(name);
  }

  /**
   * The file of this name.
   *
   * @throws IllegalArgumentException if it lies at home and nobody knows where that is, or at the
   *     home of another user
   */
  public Path named(String name) {
    if (name.matches("~[^/].*")) {
      throw new IllegalArgumentException(
          name
              + " is for a shell, which alone knows the homes of other users: name the file in"
              + " full, or as ./"
              + name
              + " where it is really called so");
    }
    return name.equals("~") || name.startsWith("~/")
        ? home().resolve(name.substring(Math.min(2, name.length())))
        : Path.of(name);
  }

  /**
   * The user's home.
   *
   * @throws IllegalArgumentException if nobody knows where that is
   */
  public Path home() {
    return variable("HOME")
        .or(() -> Optional.of(javaHome).filter(home -> !home.equals(UNKNOWN)))
        .map(Path::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "where your home is is not known: the variable HOME is not set, and the user"
                        + " database does not know you; set HOME, or name files in full"));
  }

  /** Lets libraries, which ask Java, find the home that {@code HOME} names. */
  public static void tellLibraries() {
    ofThisProgram().variable("HOME").ifPresent(home -> System.setProperty("user.home", home));
  }

  /** The folder that a variable names; a variable that is empty is as good as none. */
  public Optional<Path> folder(String variable) {
    return variable(variable).map(this::named);
  }

  /** Where programs keep what they can fetch or compute again: {@code XDG_CACHE_HOME}. */
  public Path cache() {
    // what is not absolute is to be ignored, says the XDG base directory specification
    return folder("XDG_CACHE_HOME")
        .filter(Path::isAbsolute)
        .orElseGet(() -> home().resolve(".cache"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
