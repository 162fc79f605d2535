/** Why a text is no intrinsic function, or why one cannot take its arguments. */
export class InvalidIntrinsic extends Error {
  override readonly name = 'InvalidIntrinsic';
}
