/** The CDK app: settings in, stacks out. */
@NullMarked
package dev.ddns53.infra;

import org.jspecify.annotations.NullMarked;
