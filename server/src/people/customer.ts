/** A customer: a person for whom tickets are opened. */
export interface Customer {
  readonly id: string;
  readonly nick: string;
  readonly name: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly partnerId: string | null;
  readonly enterpriseId: string | null;
  readonly enterpriseName: string;
  /** "" when it was never given. */
  readonly level: string;
  readonly vipLevel: string;
  /** "" when it was never given. */
  readonly status: string;
  readonly label: string;
  readonly remark: string;
  /** Extra field id → text. */
  readonly extras: Readonly<Record<string, string>>;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly createdAt: number;
}
