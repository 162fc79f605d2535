import { expect, test } from 'vitest';
import { withoutOrder } from '../../tables/without-order.ts';

test("a map's members and a set's values come in another order than they were written, and lists in theirs", () => {
  const Item = {
    a: {
      M: {
        one: { S: '1' },
        two: { L: [{ N: '2' }, { N: '1' }] },
        three: { M: { x: { S: 'x' }, y: { S: 'y' } } },
      },
    },
    b: { SS: ['p', 'q'] },
  };

  const { body, headers } = withoutOrder({ statusCode: 200, headers: {}, body: JSON.stringify({ Item }) });

  expect(JSON.parse(body)).toEqual({ Item: { ...Item, b: { SS: ['q', 'p'] } } });
  expect(body).toContain(
    '"two":{"L":[{"N":"2"},{"N":"1"}]},"three":{"M":{"y":{"S":"y"},"x":{"S":"x"}}},"one"',
  );
  expect(headers['x-amz-crc32']).toMatch(/^\d+$/);
});
