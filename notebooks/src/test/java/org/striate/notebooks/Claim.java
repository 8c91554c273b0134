package org.striate.notebooks;

import java.util.function.Predicate;

/**
 * One statement a tutorial makes, true of the values its must-show cells print.
 *
 * @param notebook its file name without {@code .ipynb}
 * @param text the statement, as a reader would say it
 * @param holds whether the values bear it out
 */
record Claim(String notebook, String text, Predicate<Values> holds) {}
