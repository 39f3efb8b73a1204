package dev.ddns53.bench;

import dev.ddns53.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "quick",
    description = {
      "Counts, in less than two minutes, what a change may make more of: size, jars and classes of"
          + " the deployed package, classes that its start loads, calls of AWS, what an unchanged"
          + " report allocates, memory. None of them depends on the machine's speed.",
      "Each has a bound in " + QuickBounds.FILE + ".",
      "Exits with 1 if a figure is beyond its bound. One far below says so, and passes."
    },
    mixinStandardHelpOptions = true)
final class QuickCommand implements Callable<Integer> {

  @Option(
      names = "--warm",
      converter = Count.class,
      paramLabel = "N",
      defaultValue = "200",
      description = "Requests after the twentieth, where they matter. Default: ${DEFAULT-VALUE}.")
  int warm;

  @Option(names = "--bounds", paramLabel = "FILE", description = "Other bounds than ours.")
  @Nullable Path bounds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    QuickBounds allowed = bounds == null ? QuickBounds.ours() : QuickBounds.at(bounds);
    QuickBench.Counted counted = QuickBench.run(ColdCommand.project(), warm, System.err);
    TextTable table = new TextTable("figure", "is", "at most", "what it is");
    counted
        .figures()
        .forEach(
            (figure, value) ->
                table.add(
                    figure.word(),
                    Long.toString(value),
                    Long.toString(allowed.of(figure)),
                    figure.what()));
    table.lines().forEach(System.out::println);
    System.out.println("first update: " + ColdCalls.text(counted.calls().first()));
    System.out.println("unchanged: " + ColdCalls.text(counted.calls().unchanged()));
    System.out.println("second update: " + ColdCalls.text(counted.calls().second()));
    QuickBounds.Verdict verdict = allowed.judge(counted.figures());
    verdict.loose().forEach(each -> System.out.println("note: " + each));
    verdict.beyond().forEach(each -> System.out.println("BEYOND ITS BOUND: " + each));
    return verdict.beyond().isEmpty() ? 0 : 1;
  }
}
