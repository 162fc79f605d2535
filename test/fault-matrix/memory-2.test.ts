import { runCells } from './run-cells.ts';

runCells('MEMORY', 2, 2);
