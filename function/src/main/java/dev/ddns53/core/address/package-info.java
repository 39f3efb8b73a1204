/** Addresses, families, ranges, and names of DNS. */
@NullMarked
package dev.ddns53.core.address;

import org.jspecify.annotations.NullMarked;
