import { runCells } from './run-cells.ts';

runCells('MEMORY', 1, 2);
