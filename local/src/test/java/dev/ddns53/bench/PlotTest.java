package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Pictures, read as XML. */
class PlotTest {

  private static final double HALF_A_PIXEL = 0.5;

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> all(Document svg, String tag) {
    var found = svg.getElementsByTagNameNS("http://www.w3.org/2000/svg", tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<Element> ofClass(Document svg, String tag, String look) {
    return all(svg, tag).stream().filter(each -> each.getAttribute("class").equals(look)).toList();
  }

  private static double at(Element element, String name) {
    return Double.parseDouble(element.getAttribute(name));
  }

  private static List<String> texts(Document svg) {
    return all(svg, "text").stream().map(Element::getTextContent).toList();
  }

  @Test
  void bars_areAsLongAsTheirMedians_andWhiskersAsTheirMiddleHalves() throws Exception {
    Document svg =
        parsed(
            Plot.bars(
                "Start",
                "how",
                List.of(
                    new Plot.Bar("slow", new Spread(9, 800, 1_000, 1_200)),
                    new Plot.Bar("quick", new Spread(9, 200, 250, 400)))));
    List<Element> bars = ofClass(svg, "rect", "bar");
    assertEquals(2, bars.size());
    double pixels = at(bars.getFirst(), "width") / 1_000;
    assertTrue(pixels > 0);
    assertEquals(250 * pixels, at(bars.get(1), "width"), HALF_A_PIXEL);
    Element whisker = ofClass(svg, "line", "mark").getFirst();
    double zero = at(bars.getFirst(), "x");
    assertEquals(zero + 800 * pixels, at(whisker, "x1"), HALF_A_PIXEL);
    assertEquals(zero + 1_200 * pixels, at(whisker, "x2"), HALF_A_PIXEL);
    assertTrue(texts(svg).containsAll(List.of("slow", "1000", "quick", "250")), texts(svg) + "");
    String told = all(svg, "desc").getFirst().getTextContent();
    assertTrue(told.contains("quick: 250.0 ms, middle half 200.0 to 400.0"), told);
  }

  /** An axis on which the tick of 400 stands where a bar of 400 would end. */
  @Test
  void ticks_standAtTheirFigures() throws Exception {
    Document svg =
        parsed(Plot.bars("t", "h", List.of(new Plot.Bar("a", new Spread(1, 900, 1_000, 1_100)))));
    Element bar = ofClass(svg, "rect", "bar").getFirst();
    Element tick =
        all(svg, "text").stream()
            .filter(each -> each.getTextContent().equals("400"))
            .findFirst()
            .orElseThrow();
    assertEquals(at(bar, "x") + 0.4 * at(bar, "width"), at(tick, "x"), HALF_A_PIXEL);
  }

  @Test
  void histogram_countsEachTimeOnce() throws Exception {
    List<Duration> times = new ArrayList<>();
    IntStream.range(0, 30).forEach(i -> times.add(Duration.ofMillis(5)));
    IntStream.range(0, 10).forEach(i -> times.add(Duration.ofMillis(95)));
    times.add(Duration.ofMillis(100));
    Document svg = parsed(Plot.histogram("Burst", "how", times));
    List<Element> bars = ofClass(svg, "rect", "bar");
    List<String> told =
        bars.stream().map(Element::getTextContent).filter(each -> !each.endsWith(" 0")).toList();
    assertEquals(List.of("4 to 6 ms: 30", "94 to 96 ms: 10", "100 to 102 ms: 1"), told);
    double tallest = bars.stream().mapToDouble(bar -> at(bar, "height")).max().orElse(0);
    assertEquals(tallest / 3, at(bars.get(47), "height"), HALF_A_PIXEL);
    assertTrue(texts(svg).containsAll(List.of("p50 5", "p99 100")), texts(svg) + "");
  }

  @Test
  void nothing_isAPictureToo() throws Exception {
    parsed(Plot.bars("t", "h", List.of()));
    parsed(Plot.histogram("t", "h", List.of()));
  }

  @Test
  void words_areEscaped_andControlsLeftOut() throws Exception {
    String words = "a < b & \"c\" > d";
    Document svg = parsed(new Svg(10, 10, words, words + "\u0007").document());
    assertEquals(words, all(svg, "title").getFirst().getTextContent());
    assertEquals(words + " ", all(svg, "desc").getFirst().getTextContent());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.3, 1",
    "1, 1",
    "1.1, 2",
    "3, 5",
    "7, 10",
    "10, 10",
    "20.5, 50",
    "600, 1000"
  })
  void step_isRound(double least, double step) {
    assertEquals(step, Plot.step(least));
  }
}
