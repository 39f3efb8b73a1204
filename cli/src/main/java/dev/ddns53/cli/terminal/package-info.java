/** How commands speak to people. */
@NullMarked
package dev.ddns53.cli.terminal;

import org.jspecify.annotations.NullMarked;
