import type { Known } from '../../core/prediction/known.ts';
import { type Prediction, predict, type Wish } from '../../core/prediction/predict.ts';
import { constraintMarks } from '../../core/principals/portfolio-power.ts';
import { readConstraints } from '../service-catalog/read-constraints.ts';

/** A prediction. What each constraint says is read only where somebody has to say yes: the yes binds to it. */
export async function predictBound(request: Wish, known: Known): Promise<Prediction> {
  const predicted = predict(request, known);
  const isRead = constraintMarks(known.power) !== undefined;
  if (predicted.decision !== 'APPROVE' || isRead) return predicted;
  return predict(request, { ...known, power: await readConstraints(known.power) });
}
