/** The ways in which a message can fail to be answered, as far as a person is told about them. */

export type FailureKind =
  | "offline" // this device has no network
  | "unreachable" // no connection to the server
  | "lost" // the connection broke, or nothing came for long
  | "rate" // too many messages
  | "starting" // the server is not ready yet
  | "running" // the same turn is being answered already
  | "expired" // the session is no longer valid
  | "server" // the server failed before it answered
  | "turn" // the turn itself failed; the same key would fail again
  | "refused"; // the server does not want this message

const RETRYABLE: ReadonlySet<FailureKind> = new Set(["unreachable", "lost", "starting", "running"]);

export class Failure extends Error {
  /**
   * @param retryAfter seconds the server asks to wait, or null
   * @param said the server's own words, for the person; empty if it had none
   */
  constructor(
    readonly kind: FailureKind,
    readonly retryAfter: number | null = null,
    readonly said = "",
  ) {
    super(kind);
  }

  /** True when it is worth trying again without asking anyone. */
  get passing(): boolean {
    return RETRYABLE.has(this.kind);
  }

  static of(error: unknown): Failure {
    if (error instanceof Failure) return error;
    return new Failure(navigator.onLine === false ? "offline" : "unreachable");
  }

  static fromStatus(status: number, retryAfter: string | null, said: string): Failure {
    const seconds = Number.parseInt(retryAfter ?? "", 10);
    const wait = Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
    const kind: FailureKind =
      status === 401 ? "expired"
      : status === 409 ? "running"
      : status === 429 ? "rate"
      : status === 503 ? "starting"
      : status >= 500 ? "server"
      : "refused";
    return new Failure(kind, wait, said);
  }
}
