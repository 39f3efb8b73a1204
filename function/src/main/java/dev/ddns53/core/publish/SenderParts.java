package dev.ddns53.core.publish;

import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Traffic;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What senders work with.
 *
 * @param pace how fast the account may be asked
 * @param workers run zones, reads and writes, side by side or not
 */
public record SenderParts(
    Records records,
    State state,
    Traffic traffic,
    Traffic.Pace pace,
    Time time,
    Executor workers,
    RandomGenerator random) {}
