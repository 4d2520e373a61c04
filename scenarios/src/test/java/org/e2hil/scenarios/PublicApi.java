package org.e2hil.scenarios;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Writes down what others may build on: the types whose {@code @API} is not {@code INTERNAL}, with
 * their public and protected members. What a record, an enum or {@link Object} implies is left out.
 */
final class PublicApi {

  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  private PublicApi() {}

  /** Whether others may build on it. */
  static boolean isPublic(Class<?> type) {
    API api = type.getAnnotation(API.class);
    return isVisible(type.getModifiers()) && api != null && !isInternal(type);
  }

  /** One line for the type, one for each of its members, and the same for its nested types. */
  static List<String> describe(Class<?> type) {
    API api = type.getAnnotation(API.class);
    List<String> lines = new ArrayList<>();
    if (api != null) {
      lines.add("@API " + api.status());
    }
    lines.add(header(type));
    members(type).map(member -> "  " + member).sorted().forEach(lines::add);
    Arrays.stream(type.getDeclaredClasses())
        .filter(nested -> isVisible(nested.getModifiers()) && !isInternal(nested))
        .sorted(Comparator.comparing(Class::getName))
        .forEach(nested -> lines.addAll(describe(nested)));
    return lines;
  }

  private static String header(Class<?> type) {
    StringBuilder text = new StringBuilder(modifiers(type));
    text.append(type.toGenericString().replaceFirst("^.*?\\b(class|@?interface|record|enum) ", ""));
    if (type.isRecord()) {
      text.append(
          Arrays.stream(type.getRecordComponents())
              .map(c -> name(c.getGenericType(), type) + " " + c.getName())
              .collect(Collectors.joining(", ", "(", ")")));
    }
    Type parent = type.getGenericSuperclass();
    if (parent != null && parent != Object.class && !type.isRecord() && !type.isEnum()) {
      text.append(" extends ").append(name(parent, type));
    }
    for (Type implemented : type.getGenericInterfaces()) {
      text.append(type.isInterface() ? " extends " : " implements ");
      text.append(name(implemented, type));
    }
    if (type.isEnum()) {
      text.append(
          Arrays.stream(type.getFields())
              .filter(Field::isEnumConstant)
              .map(Field::getName)
              .collect(Collectors.joining(", ", " {", "}")));
    }
    return text.toString();
  }

  private static String modifiers(Class<?> type) {
    String kind =
        type.isRecord()
            ? "record "
            : type.isEnum() ? "enum " : type.isInterface() ? "interface " : "class ";
    int shown = Modifier.PUBLIC | Modifier.PROTECTED;
    if (!type.isInterface() && !type.isEnum() && !type.isRecord()) {
      shown |= Modifier.ABSTRACT | Modifier.FINAL;
    }
    String modifiers = Modifier.toString(type.getModifiers() & shown);
    return modifiers + (type.isSealed() ? " sealed " : " ") + kind;
  }

  private static Stream<String> members(Class<?> type) {
    Stream<String> fields =
        shown(type, type.getDeclaredFields())
            .filter(field -> !field.isEnumConstant())
            .map(field -> plain(field.toGenericString(), type));
    Stream<String> constructors =
        shown(type, type.getDeclaredConstructors())
            .filter(constructor -> !isCanonical(constructor))
            .map(constructor -> plain(constructor.toGenericString(), type));
    Stream<String> methods =
        shown(type, type.getDeclaredMethods())
            .filter(method -> !isImplied(method))
            .map(method -> plain(method.toGenericString(), type));
    return Stream.of(fields, constructors, methods).flatMap(lines -> lines);
  }

  private static <M extends Member & AnnotatedElement> Stream<M> shown(Class<?> type, M[] members) {
    boolean extensible = !Modifier.isFinal(type.getModifiers());
    return Arrays.stream(members)
        .filter(member -> !member.isSynthetic() && !isInternal(member))
        .filter(
            member ->
                Modifier.isPublic(member.getModifiers())
                    || extensible && Modifier.isProtected(member.getModifiers()));
  }

  private static boolean isImplied(Method method) {
    Class<?> type = method.getDeclaringClass();
    String name = method.getName();
    if (OF_EVERY_OBJECT.contains(name)) {
      return true;
    }
    if (type.isEnum() && (name.equals("values") || name.equals("valueOf"))) {
      return true;
    }
    return type.isRecord()
        && method.getParameterCount() == 0
        && Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(name));
  }

  private static boolean isCanonical(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(type.getRecordComponents()).map(c -> c.getType()).toArray());
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isInternal(AnnotatedElement element) {
    API api = element.getAnnotation(API.class);
    return api != null && api.status() == API.Status.INTERNAL;
  }

  private static String plain(String member, Class<?> declaring) {
    String owner = declaring.getTypeName();
    String own =
        member.replace(owner + ".", "").replace(owner + "(", declaring.getSimpleName() + "(");
    return shortened(own, declaring);
  }

  private static String name(Type type, Class<?> seenFrom) {
    return shortened(type.getTypeName(), seenFrom);
  }

  /** Without the packages that are everywhere, and without its own. */
  private static String shortened(String text, Class<?> seenFrom) {
    String own = Pattern.quote(seenFrom.getPackageName());
    return text.replaceAll(
        "\\b(java\\.(lang|util)\\.(function\\.|random\\.)?|" + own + "\\.)(?=[A-Z])", "");
  }

  /** All types of a module's API, in the order of their names. */
  static List<String> describe(List<Class<?>> types) {
    List<Class<?>> sorted = new ArrayList<>(types);
    Collections.sort(sorted, Comparator.comparing(Class::getName));
    List<String> lines = new ArrayList<>();
    for (Class<?> type : sorted) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(describe(type));
    }
    return lines;
  }
}
