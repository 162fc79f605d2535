import { runCells } from './run-cells.ts';

runCells('MEMORY', 4, 4);
