import { runCells } from './run-cells.ts';

runCells('MEMORY', 3, 4);
