// What this table says: the yearly notices of the General Office of the State Council on holiday arrangements
// (国务院办公厅关于某年部分节假日安排的通知), days off and make-up working days (调休) as printed there:
//   2024: 国办发明电〔2023〕7号 of 2023-10-25
//   2025: 国办发明电〔2024〕12号 of 2024-11-12
//   2026: 国办发明电〔2025〕7号 of 2025-11-04
// A notice appears in the autumn before its year and has moved days of the December before it (2018-12-29 was worked for
// 2018-12-31), so the last days of the newest year stand under that reserve.

/** One year as its notice arranges it. Civil dates of Asia/Shanghai; `daysOff` are first and last days, both inclusive. */
export interface HolidayArrangement {
  readonly year: number;
  readonly notice: string;
  readonly issuedOn: string;
  readonly daysOff: readonly (readonly [first: string, last: string])[];
  readonly makeUpDays: readonly string[];
}

/** Years follow one another without a gap. */
export const HOLIDAY_ARRANGEMENTS: readonly HolidayArrangement[] = [
  {
    year: 2024,
    notice: '国办发明电〔2023〕7号',
    issuedOn: '2023-10-25',
    daysOff: [
      ['2024-01-01', '2024-01-01'],
      ['2024-02-10', '2024-02-17'],
      ['2024-04-04', '2024-04-06'],
      ['2024-05-01', '2024-05-05'],
      ['2024-06-10', '2024-06-10'],
      ['2024-09-15', '2024-09-17'],
      ['2024-10-01', '2024-10-07'],
    ],
    makeUpDays: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ],
  },
  {
    year: 2025,
    notice: '国办发明电〔2024〕12号',
    issuedOn: '2024-11-12',
    daysOff: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    makeUpDays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    notice: '国办发明电〔2025〕7号',
    issuedOn: '2025-11-04',
    daysOff: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    makeUpDays: [
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ],
  },
];
