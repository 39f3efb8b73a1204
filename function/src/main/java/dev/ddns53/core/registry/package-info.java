/** The operators' documents: a site's and a name's registry row. */
@NullMarked
package dev.ddns53.core.registry;

import org.jspecify.annotations.NullMarked;
