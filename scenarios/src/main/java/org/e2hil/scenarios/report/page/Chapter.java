package org.e2hil.scenarios.report.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * Figures that answer one question.
 *
 * @param title the question's subject
 * @param id its name in an address
 * @param figures in their order
 */
record Chapter(String title, String id, List<Figure> figures) {

  /** Takes a copy. */
  Chapter {
    figures = List.copyOf(figures);
  }

  /** Everything that the report shows of some runs. */
  static List<Chapter> all(Groups groups) {
    SelectionFigures selection = new SelectionFigures(groups);
    return List.of(
        new Chapter(
            "Learning",
            "learning",
            Stream.concat(
                    new LearningFigures(groups).all().stream(),
                    Stream.of(new ProgressFigure(groups).figure()))
                .toList()),
        new Chapter("How entropy changes", "entropy", new EntropyFigures(groups).all()),
        new Chapter("Influence", "influences", new InfluenceFigures(groups).all()),
        new Chapter(
            "Selection",
            "selection",
            List.of(
                selection.bounds(),
                new SpaceFigure(groups).figure(),
                selection.biasAndVariance(),
                new IncrementFigure(groups).figure())),
        new Chapter("Critics", "critics", new CriticFigures(groups).all()),
        new Chapter("Policy", "policy", new PolicyFigures(groups).all()));
  }
}
