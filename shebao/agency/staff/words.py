"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "staff.create_member": "建立账号",
    "staff.appoint": "任命岗位",
    "staff.relieve": "免去岗位",
    "staff.disable": "停用账号",
    "staff.set_password": "重置密码",
    "staff.grant_reset": "批准重置密码",
    "staff.sign_in": "登录",
    "staff.set_up_factor": "设置动态码",
    "staff.remove_factor": "解除动态码",
}
