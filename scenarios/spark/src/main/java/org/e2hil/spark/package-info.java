/** The runs of an experiment on an Apache Spark cluster, by a program that knows nothing else. */
package org.e2hil.spark;
