/** One construct a file; each grants what its function needs, and nothing else. */
@NullMarked
package dev.ddns53.infra.part;

import org.jspecify.annotations.NullMarked;
