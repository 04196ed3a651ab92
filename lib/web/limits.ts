export const bodyLimitBytes = 64 * 1024
