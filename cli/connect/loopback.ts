/** Whether an endpoint is on this machine: only a sandbox is, and it takes any credentials. */
export function isLoopback(endpoint: string): boolean {
  return URL.canParse(endpoint) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);
}
