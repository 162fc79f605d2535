import { bySize } from '../size.ts';
import { runCells } from './run-cells.ts';

runCells('MEMORY', 1, bySize({ quick: 1, prove: 2, whole: 2 }));
