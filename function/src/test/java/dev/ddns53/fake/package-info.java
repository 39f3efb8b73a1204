/** Stand-ins for the ports that keep the real services' rules and count what is asked of them. */
@NullMarked
package dev.ddns53.fake;

import org.jspecify.annotations.NullMarked;
