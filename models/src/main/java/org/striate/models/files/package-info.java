/**
 * Weights on disk: safetensors and PyTorch's state dicts. Nothing in a file is believed before it is checked against the file's
 * length, and no code in a file can run.
 */
package org.striate.models.files;
