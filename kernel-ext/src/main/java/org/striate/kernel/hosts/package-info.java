/** Our magics, pictures and progress bars as guests of the Java kernels JJava and IJava. */
package org.striate.kernel.hosts;
