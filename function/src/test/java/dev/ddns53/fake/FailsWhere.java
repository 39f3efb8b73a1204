package dev.ddns53.fake;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A contract's test that fails on endpoints with this difference, and only there. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FailsWhere {

  /** On whose absence the test rests. */
  Difference value();
}
