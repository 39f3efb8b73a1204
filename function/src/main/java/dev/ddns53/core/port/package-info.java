/** What the core needs from outside, each as narrow as its use. */
@NullMarked
package dev.ddns53.core.port;

import org.jspecify.annotations.NullMarked;
