import { bySize } from '../size.ts';
import { runCells } from './run-cells.ts';

// The few cells of the first tier are all in the first part: they are not worth a world of their own here.
runCells('MEMORY', 2, bySize({ quick: 1, prove: 2, whole: 2 }));
