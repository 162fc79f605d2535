import type { Stage } from './stage.ts';

/** One of the ways in, shown on the sandbox. */
export interface Example {
  /** One sentence for the reader, before it begins. */
  readonly about: string;
  /** What it needs besides the service: a config.yml of its own, something that listens. */
  readonly prepare?: () => Promise<Preparation>;
  /** Plays it; answers whether the wish was fulfilled. */
  readonly play: (stage: Stage) => Promise<boolean>;
}

export interface Preparation {
  /** Content of config.yml. */
  readonly config: object;
  readonly close?: () => void;
}
