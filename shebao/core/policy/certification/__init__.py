"""资格认证与多发追回 (社会保险经办条例 令第765号；社会保险法 第八十八条): validity, suspension, back pay, instalments."""
