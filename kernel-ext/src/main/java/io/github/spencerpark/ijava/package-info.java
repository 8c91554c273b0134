/** The names by which notebooks written for IJava reach their kernel; its display library is used as it is. */
package io.github.spencerpark.ijava;
