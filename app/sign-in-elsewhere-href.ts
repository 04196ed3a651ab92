/** For whoever has several accounts at the company: to the host app for another one, and back to this page. */
export function signInElsewhereHref(path: string): string {
  return `/login/start?${new URLSearchParams({ return_to: path })}`
}
