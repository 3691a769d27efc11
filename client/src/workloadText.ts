/** A quick look at a text, without parsing: good enough to decide whether an icon shows. */

const KIND = /^[\s-]*["']?kind["']?\s*:\s*["']?(?:DaemonSet|StatefulSet)["']?\s*(?:#|,|\}|$)/m;

/** Does the text seem to hold a DaemonSet or a StatefulSet? */
export function mentionsWorkload(text: string): boolean {
  return KIND.test(text);
}
