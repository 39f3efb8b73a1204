/** One adapter per port, on the AWS SDK v2. */
@NullMarked
package dev.ddns53.aws;

import org.jspecify.annotations.NullMarked;
