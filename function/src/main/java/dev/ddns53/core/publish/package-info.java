/**
 * From reports to record sets: the publication, who owns the record, the publisher that orders the
 * effects.
 */
@NullMarked
package dev.ddns53.core.publish;

import org.jspecify.annotations.NullMarked;
