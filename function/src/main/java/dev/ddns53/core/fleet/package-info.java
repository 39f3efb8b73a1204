/** What operators register: sites, names, members, probes, and the documents that hold them. */
@NullMarked
package dev.ddns53.core.fleet;

import org.jspecify.annotations.NullMarked;
