import { runCells } from './run-cells.ts';

runCells('PROCESSES');
