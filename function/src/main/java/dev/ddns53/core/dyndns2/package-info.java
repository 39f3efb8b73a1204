/** dyndns2, as routers speak it: their query, and what they are told of each host. */
@NullMarked
package dev.ddns53.core.dyndns2;

import org.jspecify.annotations.NullMarked;
