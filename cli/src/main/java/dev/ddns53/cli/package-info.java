/** The operator's command {@code ddns53}. */
@NullMarked
package dev.ddns53.cli;

import org.jspecify.annotations.NullMarked;
