import { bySize } from '../size.ts';
import { runCells } from './run-cells.ts';

/** A few cells are not worth a world of their own. */
if (bySize({ quick: false, prove: true, whole: true })) runCells('MEMORY', 2, 2);
