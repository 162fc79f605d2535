export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}

export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}
