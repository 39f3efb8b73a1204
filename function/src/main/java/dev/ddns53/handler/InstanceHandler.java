package dev.ddns53.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ddns53.Config;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.core.follow.Followed;
import dev.ddns53.core.follow.InstanceFollower;
import dev.ddns53.core.instance.InstanceEvent;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.port.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What EventBridge calls with events of EC2 and Auto Scaling. A fault is thrown, so that Lambda
 * calls again with the same event.
 */
public final class InstanceHandler implements RequestStreamHandler {

  private final InstanceFollower follower;
  private final InstanceLog log;
  private final Time time;

  /** For Lambda: all from the environment. */
  public InstanceHandler() {
    this(Wiring.of(Config.of(System.getenv())), System.out, new SystemTime(InstantSource.system()));
  }

  public InstanceHandler(Wiring wiring, PrintStream out, Time time) {
    this(wiring.follower(time), new InstanceLog(out), time);
  }

  public InstanceHandler(InstanceFollower follower, InstanceLog log, Time time) {
    this.follower = follower;
    this.log = log;
    this.time = time;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, @Nullable Context context)
      throws IOException {
    String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Optional<InstanceEvent> event = AwsEvent.read(json);
    if (event.isEmpty()) {
      log.ignored(json);
      return;
    }
    var began = time.now();
    try {
      Followed followed = follower.follow(event.get());
      log.followed(event.get(), followed, Duration.between(began, time.now()));
      out.write(
          StrictJson.text(InstanceLog.summary(event.get(), followed))
              .getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException fault) {
      log.failed(event.get(), fault);
      throw fault;
    }
  }
}
