/** How commands speak to people. */
@NullMarked
package dev.ddns53.terminal;

import org.jspecify.annotations.NullMarked;
