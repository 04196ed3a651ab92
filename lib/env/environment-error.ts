/** What is wrong with the environment, in one sentence that names the variable and what would be right. */
export class EnvironmentError extends Error {}
