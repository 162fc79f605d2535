/** What was seen lately: the oldest goes when there are too many. */
export interface Recent<Item> {
  add(item: Item): void;
  all(): readonly Item[];
}

export function createRecent<Item>(most: number): Recent<Item> {
  let items: Item[] = [];
  return {
    add(item) {
      items.push(item);
      if (items.length >= most * 2) items = items.slice(-most);
    },
    all: () => items.slice(-most),
  };
}
