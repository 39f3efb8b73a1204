/** Accepting a report: refused, unchanged, or changed. */
@NullMarked
package dev.ddns53.core.report;

import org.jspecify.annotations.NullMarked;
