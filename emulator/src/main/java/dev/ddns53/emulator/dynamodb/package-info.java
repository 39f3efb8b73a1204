/** DynamoDB Local in this process, on disk. */
@NullMarked
package dev.ddns53.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
