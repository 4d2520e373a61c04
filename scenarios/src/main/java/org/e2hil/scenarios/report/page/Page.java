package org.e2hil.scenarios.report.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Markup;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;

/** The report as one HTML document that loads nothing and runs nothing. */
final class Page {

  /** What tells a report from other pages. */
  static final String GENERATOR = "<meta name=\"generator\" content=\"e2hil report\">";

  private final StringBuilder html = new StringBuilder();

  private Page() {}

  /** Of runs and what is shown of them. */
  static String of(Groups groups, List<Chapter> chapters) {
    Page page = new Page();
    page.head(title(groups));
    page.overview(groups, chapters);
    page.chapters(chapters);
    return page.html.toString();
  }

  /** Of an experiment: what it tells, then its figures. */
  static String of(
      String title,
      List<String> answers,
      List<DataTable> tables,
      List<Link> links,
      List<Chapter> chapters) {
    Page page = new Page();
    page.head(title);
    page.html.append("<section aria-labelledby=\"answer\"><h2 id=\"answer\">Answer</h2>\n");
    page.sentences("findings", answers);
    tables.forEach(page::table);
    page.html.append("</section>\n");
    if (!links.isEmpty()) {
      page.html.append("<nav aria-label=\"Pages\"><ul>");
      for (Link link : links) {
        page.html.append("<li><a href=\"%s\">%s</a></li>".formatted(link.to(), text(link.text())));
      }
      page.html.append("</ul></nav>\n");
    }
    page.chapters(chapters);
    return page.html.toString();
  }

  /**
   * A way to another page.
   *
   * @param to its address, relative to this one
   * @param text what stands there
   */
  record Link(String to, String text) {}

  private void chapters(List<Chapter> chapters) {
    chapters.forEach(this::chapter);
    html.append(
        """
        </main>
        <footer><p>The figures lie beside this page as pictures, too, each under its own name.</p></footer>
        </body>
        </html>
        """);
  }

  private static String title(Groups groups) {
    return groups.all().stream().map(Group::nameAndRuns).collect(Collectors.joining(" and "));
  }

  private void head(String title) {
    String style = Paint.styleSheet() + PageParts.read("page.css");
    // the browser itself refuses whatever this page might load or run
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'">
        %s
        <title>E2HiL: %s</title>
        <style>%s</style>
        </head>
        <body>
        """
            .formatted(PageParts.digest(style), GENERATOR, text(title), style));
    html.append("<header><h1>%s</h1></header>%n<main>%n".formatted(text(title)));
  }

  private void overview(Groups groups, List<Chapter> chapters) {
    html.append("<section aria-labelledby=\"runs\"><h2 id=\"runs\">Runs</h2>\n");
    table(RunsTable.of(groups));
    sentences(
        "notes",
        Stream.concat(
                groups.unused().stream(),
                groups.runs().stream().flatMap(run -> run.remarks().stream()))
            .toList());
    html.append("</section>\n<nav aria-label=\"Chapters\"><ul>");
    for (Chapter chapter : chapters) {
      html.append("<li><a href=\"#%s\">%s</a></li>".formatted(chapter.id(), text(chapter.title())));
    }
    html.append("</ul></nav>\n");
  }

  private void chapter(Chapter chapter) {
    html.append(
        "<section aria-labelledby=\"%1$s\"><h2 id=\"%1$s\">%2$s</h2>%n"
            .formatted(chapter.id(), text(chapter.title())));
    chapter.figures().forEach(this::figure);
    html.append("</section>\n");
  }

  private void figure(Figure figure) {
    html.append("<h3 id=\"figure-%s\">%s</h3>%n".formatted(figure.id(), text(figure.title())));
    if (figure.panels().isEmpty()) {
      for (String why : figure.notes()) {
        html.append("<p class=\"absent\">%s</p>%n".formatted(text(why)));
      }
      return;
    }
    html.append("<figure aria-labelledby=\"figure-%s\">%n".formatted(figure.id()));
    legend(figure.legend());
    html.append("<div class=\"panels\">\n");
    int number = 1;
    for (Panel panel : figure.panels()) {
      html.append(panel.svg("panel-%s-%d".formatted(figure.id(), number++)));
    }
    html.append(
        "</div>\n<figcaption>%s</figcaption>%n</figure>%n".formatted(text(figure.caption())));
    sentences("findings", figure.findings());
    figure.tables().forEach(this::table);
    sentences("notes", figure.notes());
  }

  private void legend(List<Key> legend) {
    if (legend.isEmpty()) {
      return;
    }
    html.append("<ul class=\"legend\">");
    for (Key key : legend) {
      html.append("<li>%s<span>%s</span></li>".formatted(key.svg(), text(key.label())));
    }
    html.append("</ul>\n");
  }

  private void table(DataTable table) {
    // the box scrolls by itself on a narrow screen, and what it holds is told outside of it
    html.append(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"%1$s\"><table aria-label=\"%1$s\">%n<thead><tr>"
            .formatted(text(table.caption())));
    table.header().forEach(cell -> html.append("<th scope=\"col\">%s</th>".formatted(text(cell))));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      html.append("<tr><th scope=\"row\">%s</th>".formatted(text(row.get(0))));
      row.stream().skip(1).forEach(cell -> html.append("<td>%s</td>".formatted(text(cell))));
      html.append("</tr>\n");
    }
    html.append(
        "</tbody></table></div>%n<p class=\"notes\">%s.</p>%n".formatted(text(table.caption())));
  }

  private void sentences(String kind, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    html.append("<ul class=\"sentences %s\">".formatted(kind));
    sentences.forEach(sentence -> html.append("<li>%s</li>".formatted(text(sentence))));
    html.append("</ul>\n");
  }

  private static String text(String plain) {
    return Markup.escape(plain);
  }
}
